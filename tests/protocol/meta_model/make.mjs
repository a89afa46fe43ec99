// Writes LSP's meta model, as JSON, from the type declarations of npm's vscode-languageserver-protocol: the package has
// them in full, but leaves the metaModel.json that is made from them out.   node make.mjs OUT
//
// The form is that of metaModel.json (the package's metaModel.schema.json), less the documentation.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const protocol = require("vscode-languageserver-protocol/node");
const main = require.resolve("vscode-languageserver-protocol/node");
const packages = path.resolve(path.dirname(main), "../../..");
const version = JSON.parse(fs.readFileSync(path.join(packages, "vscode-languageserver-protocol/package.json"))).version;

// Every exported declaration by name; where packages share a name, the first counts.
const folders = ["vscode-languageserver-types/lib/esm", "vscode-languageserver-protocol/lib/common", "vscode-jsonrpc/lib/common"];
const files = folders.flatMap((folder) =>
  fs.readdirSync(path.join(packages, folder)).filter((name) => name.endsWith(".d.ts")).map((name) => path.join(packages, folder, name)));
const types = new Map();
const namespaces = new Map();
for (const file of files) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      if (!types.has(statement.name.text)) types.set(statement.name.text, statement);
    } else if (ts.isModuleDeclaration(statement) && statement.body && !namespaces.has(statement.name.text)) {
      namespaces.set(statement.name.text, statement);
    }
  }
}

const bases = new Set(["URI", "DocumentUri", "integer", "uinteger", "decimal"]);
const model = { metaData: { version }, requests: [], notifications: [], structures: [], enumerations: [], typeAliases: [] };

// The base protocol's own, which the packages declare for the library that they are, not for the wire.
const base = (name) => ({ kind: "base", name });
const reference = (name) => ({ kind: "reference", name });
const message = (method, messageDirection, params) => ({ method, messageDirection, params: reference(params) });
model.notifications.push(
  message("$/cancelRequest", "both", "CancelParams"),
  message("$/progress", "both", "ProgressParams"),
  message("$/setTrace", "clientToServer", "SetTraceParams"),
  message("$/logTrace", "serverToClient", "LogTraceParams"),
);
model.structures.push(
  { name: "CancelParams", properties: [{ name: "id", type: { kind: "or", items: [base("integer"), base("string")] } }] },
  { name: "ProgressParams", properties: [{ name: "token", type: reference("ProgressToken") }, { name: "value", type: reference("LSPAny") }] },
  { name: "SetTraceParams", properties: [{ name: "value", type: reference("TraceValue") }] },
  { name: "LogTraceParams", properties: [{ name: "message", type: base("string") }, { name: "verbose", type: base("string"), optional: true }] },
);
model.enumerations.push({
  name: "TraceValue", type: base("string"),
  values: ["off", "messages", "verbose"].map((value) => ({ name: value, value })),
});
const any = reference("LSPAny");
model.typeAliases.push(
  { name: "ProgressToken", type: { kind: "or", items: [base("integer"), base("string")] } },
  { name: "LSPAny", type: { kind: "or", items: [reference("LSPObject"), reference("LSPArray"),
    ...["string", "integer", "uinteger", "decimal", "boolean", "null"].map(base)] } },
  { name: "LSPObject", type: { kind: "map", key: base("string"), value: any } },
  { name: "LSPArray", type: { kind: "array", element: any } },
);
const seen = new Set([...model.structures, ...model.enumerations, ...model.typeAliases].map(({ name }) => name));

function unknown(node) {
  throw new Error(`${node.getSourceFile().fileName}: no form of the meta model for: ${node.getText().slice(0, 200)}`);
}

function literal(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node)) return -Number(node.operand.text);
  return undefined;
}

// The constants of the namespace that goes with a type of literals: an enumeration.
function constants(name) {
  const found = [];
  for (const statement of namespaces.get(name)?.body.statements ?? []) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const constant of statement.declarationList.declarations) {
      const value = constant.initializer
        ? literal(constant.initializer)
        : constant.type && ts.isLiteralTypeNode(constant.type) ? literal(constant.type.literal) : undefined;
      if (value !== undefined) found.push({ name: constant.name.text, value });
    }
  }
  return found;
}

function properties(members) {
  return members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.text,
    type: type(member.type),
    ...(member.questionToken ? { optional: true } : {}),
  }));
}

function isNever(node) {
  return node.kind === ts.SyntaxKind.NeverKeyword;
}

function or(nodes) {
  const items = nodes.filter((node) => node.kind !== ts.SyntaxKind.UndefinedKeyword).map(type);
  return items.length === 1 ? items[0] : { kind: "or", items };
}

function type(node) {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword: return base("string");
    case ts.SyntaxKind.BooleanKeyword: return base("boolean");
    case ts.SyntaxKind.NumberKeyword: return base("decimal");
    case ts.SyntaxKind.VoidKeyword: return base("null");
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.UnknownKeyword: return any;
    case ts.SyntaxKind.ObjectKeyword: return reference("LSPObject");
  }
  if (ts.isParenthesizedTypeNode(node)) return type(node.type);
  if (ts.isArrayTypeNode(node)) return { kind: "array", element: type(node.elementType) };
  if (ts.isTypeOperatorNode(node)) return type(node.type);  // readonly T[]
  if (ts.isTupleTypeNode(node)) return { kind: "tuple", items: node.elements.map((element) => type(element.type ?? element)) };
  if (ts.isUnionTypeNode(node)) return or(node.types);
  if (ts.isIntersectionTypeNode(node)) return { kind: "and", items: node.types.map(type) };
  if (ts.isLiteralTypeNode(node)) {
    if (node.literal.kind === ts.SyntaxKind.NullKeyword) return base("null");
    if (node.literal.kind === ts.SyntaxKind.TrueKeyword) return { kind: "booleanLiteral", value: true };
    if (node.literal.kind === ts.SyntaxKind.FalseKeyword) return { kind: "booleanLiteral", value: false };
    const value = literal(node.literal);
    return { kind: typeof value === "string" ? "stringLiteral" : "integerLiteral", value };
  }
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    if (index) return { kind: "map", key: type(index.parameters[0].type), value: type(index.type) };
    return { kind: "literal", value: { properties: properties(node.members) } };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === "Array" || name === "ReadonlyArray") return { kind: "array", element: type(node.typeArguments[0]) };
    return refer(name, node);
  }
  if (ts.isTypeQueryNode(node)) return { kind: "stringLiteral", value: enumerationValue(node, node.exprName.getText()) };
  return unknown(node);
}

// `typeof DocumentDiagnosticReportKind.Full` in the place of a type.
function enumerationValue(node, name) {
  const [home, member] = name.split(".");
  return constants(home).find((constant) => constant.name === member)?.value ?? unknown(node);
}

function refer(name, node) {
  if (bases.has(name)) return base(name);
  if (name === "T") return any;  // the generic parameter of what a server adds
  if (!seen.has(name)) {
    seen.add(name);
    declare(name, node);
  }
  return reference(name);
}

function declare(name, node) {
  const values = constants(name);
  const declaration = types.get(name);
  if (values.length > 0 && (!declaration || !ts.isInterfaceDeclaration(declaration))) {
    const open = declaration && !ts.isUnionTypeNode(declaration.type) && !ts.isLiteralTypeNode(declaration.type);
    model.enumerations.push({
      name,
      type: base(typeof values[0].value === "string" ? "string" : "uinteger"),
      values,
      ...(open ? { supportsCustomValues: true } : {}),
    });
    return;
  }
  if (!declaration) unknown(node);
  if (ts.isInterfaceDeclaration(declaration)) {
    const index = declaration.members.find(ts.isIndexSignatureDeclaration);
    if (index && declaration.members.filter(ts.isPropertySignature).length === 0) {
      model.typeAliases.push({ name, type: { kind: "map", key: type(index.parameters[0].type), value: type(index.type) } });
      return;
    }
    const above = declaration.heritageClauses?.flatMap((clause) => clause.types.map((one) => refer(one.expression.getText(), one))) ?? [];
    model.structures.push({ name, properties: properties(declaration.members), ...(above.length ? { extends: above } : {}) });
  } else if (ts.isTypeLiteralNode(declaration.type) && !declaration.type.members.some(ts.isIndexSignatureDeclaration)) {
    model.structures.push({ name, properties: properties(declaration.type.members) });
  } else if (ts.isIntersectionTypeNode(declaration.type)) {
    const [own, others] = [ts.isTypeLiteralNode, (part) => !ts.isTypeLiteralNode(part)].map((is) => declaration.type.types.filter(is));
    model.structures.push({ name, properties: own.flatMap((part) => properties(part.members)), extends: others.map(type) });
  } else {
    const meant = type(declaration.type);
    if (model.structures.some((structure) => structure.name === meant.name)) {
      model.structures.push({ name, properties: [], extends: [meant] });  // what others extend is a structure
    } else {
      model.typeAliases.push({ name, type: meant });
    }
  }
}

// Messages: namespaces with a `type` that says what goes in and comes out. Which way a message goes and which capability
// it needs stands in the code.
for (const [name, namespace] of namespaces) {
  const constant = namespace.body.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((one) => one.name.text === "type");
  const shape = /^Protocol(Request|Notification)Type(0?)$/.exec(constant?.type?.typeName?.getText() ?? "");
  const running = protocol[name];
  if (!shape || typeof running?.method !== "string") continue;
  const [, kind, none] = shape;
  const given = constant.type.typeArguments;
  const told = { method: running.method, messageDirection: running.messageDirection };
  if (!none) told.params = type(given[0]);
  const rest = given.slice(none ? 0 : 1);
  const wanted = (node) => !isNever(node) && node.kind !== ts.SyntaxKind.VoidKeyword;
  if (kind === "Request") {
    told.result = type(rest[0]);
    if (wanted(rest[1])) told.partialResult = type(rest[1]);
    if (wanted(rest[2])) told.errorData = type(rest[2]);
    if (wanted(rest[3])) told.registrationOptions = type(rest[3]);
  } else if (rest.length > 0 && wanted(rest[0])) {
    told.registrationOptions = type(rest[0]);
  }
  if (running.registrationMethod) told.registrationMethod = running.registrationMethod;
  if (running.capabilities?.client) told.clientCapability = running.capabilities.client;
  if (running.capabilities?.server) told.serverCapability = running.capabilities.server;
  (kind === "Request" ? model.requests : model.notifications).push(told);
}
// What goes as `value` in `$/progress`.
for (const name of ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd"]) refer(name, types.get(name));

fs.writeFileSync(process.argv[2], JSON.stringify(model, null, 1));
console.log(`the meta model of LSP ${version}: ${model.requests.length} requests, ${model.notifications.length} notifications, ` +
  `${model.structures.length} structures`);
