// The audit view as a page: every word that comes from a note is escaped, nothing is loaded but the style sheet, no
// script runs, and links do only what the view allows them.

import { type Audit, type Element, type Finding, type Place, type Severity, counted } from './audit';

export interface PageContext {
  readonly fileName: string;
  /** The note, for links to its lines. */
  readonly uri: string;
  readonly styleSheet: string;
  /** Where the style sheet may come from, as Content-Security-Policy says it. */
  readonly styleSource: string;
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const headings: Record<Severity, string> = {
  error: 'To put right before signing',
  warning: 'What an auditor may ask about',
  information: 'Good to know',
  hint: 'Smaller things',
};

export function auditPage(audit: Audit, context: PageContext): string {
  const lacking = audit.elements.filter(({ asked, places }) => asked && places.length === 0);
  const found = audit.elements.filter(({ places }) => places.length > 0);
  return page(
    context,
    `<h1>${escape(context.fileName)}</h1>
    <p class="verdict ${verdictClass(audit)}">${verdict(audit)}</p>
    <p class="profile">By the profile “${escape(audit.profile)}”.</p>
    ${severities.map((severity) => findingsPart(severity, audit.findings, context)).join('\n')}
    <h2>What the note documents</h2>
    <p>${found.filter(({ asked }) => asked).length} of ${audit.elements.filter(({ asked }) => asked).length} elements that the profile asks for.</p>
    ${lacking.length === 0 ? '' : `<h3>Not found</h3><ul class="elements lacking">${lacking.map((one) => `<li>${escape(one.title)}</li>`).join('')}</ul>`}
    ${found.length === 0 ? '' : `<h3>Found</h3><ul class="elements">${found.map((one) => elementItem(one, context)).join('')}</ul>`}
    <p class="disclaimer">Notewell supports documentation. It gives no legal or clinical advice, and no promise that a payer pays.</p>`,
  );
}

export function closedPage(context: PageContext): string {
  return page(context, `<h1>${escape(context.fileName)}</h1><p>The note is not open any more. Open it, and this view again.</p>`);
}

function verdictClass(audit: Audit): string {
  return audit.toSign.errors > 0 ? 'no' : 'yes';
}

function verdict(audit: Audit): string {
  const { errors, warnings } = audit.toSign;
  const rest = warnings === 0 ? '' : `, with ${counted(warnings, 'warning')}`;
  if (audit.signed) return errors === 0 ? `Signed${rest}.` : `Signed, and ${counted(errors, 'error')} found${rest}.`;
  return errors === 0 ? `Ready to sign${rest}.` : `Not ready to sign: ${counted(errors, 'error')} to put right${rest}.`;
}

function findingsPart(severity: Severity, findings: readonly Finding[], context: PageContext): string {
  const these = findings.filter((finding) => finding.severity === severity);
  if (these.length === 0) return '';
  const items = these.map(
    (finding) => `<li class="${severity}">
      <p class="message">${lineLink(finding.range, context, 'line ')} ${escape(finding.message)}</p>
      <p class="why">${escape(finding.why)} <a class="rule" href="${command('notewell.explainRule', finding.rule)}" title="Explain this rule">${escape(finding.rule)}</a></p>
    </li>`,
  );
  return `<h2>${headings[severity]} <span class="count">${these.length}</span></h2><ul class="findings">${items.join('\n')}</ul>`;
}

function elementItem(element: Element, context: PageContext): string {
  const word = element.places.length === 1 ? 'line' : 'lines';
  const lines = `${word} ${element.places.map((place) => lineLink(place, context)).join(', ')}`;
  return `<li>${escape(element.title)}${element.asked ? '' : ' <span class="extra">(not asked for)</span>'}: ${lines}</li>`;
}

function lineLink(place: Place, context: PageContext, word = ''): string {
  return `<a class="line" href="${command('notewell.revealPlace', context.uri, place)}">${word}${place.start.line + 1}</a>`;
}

function command(name: string, ...args: unknown[]): string {
  return escape(`command:${name}?${encodeURIComponent(JSON.stringify(args))}`);
}

function page(context: PageContext, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${context.styleSource};">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escape(context.styleSheet)}">
  <title>${escape(context.fileName)}</title>
</head>
<body>
  <main>
    ${body}
  </main>
</body>
</html>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
