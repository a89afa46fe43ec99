# notewell_embed(TARGET FOLDER): a static library that holds every .md, .toml, .tsv and .pnote file under FOLDER and
# hands them out through embedded/embedded.hpp. The assembler copies the bytes in (.incbin), so megabytes cost nothing to
# compile; a changed file rebuilds the library, a new one reconfigures first.
function(notewell_embed target folder)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS LIST_DIRECTORIES false
    ${folder}/*.md ${folder}/*.toml ${folder}/*.tsv ${folder}/*.pnote)
  list(SORT paths COMPARE STRING)

  set(assembly "  .section .rodata\n")
  set(symbols "")
  set(entries "")
  set(index 0)
  foreach(path IN LISTS paths)
    file(RELATIVE_PATH name ${folder} ${path})
    string(APPEND assembly
      "  .globl notewell_embedded_${index}_begin\n  .globl notewell_embedded_${index}_end\n"
      "notewell_embedded_${index}_begin:\n  .incbin \"${path}\"\nnotewell_embedded_${index}_end:\n  .byte 0\n")
    string(APPEND symbols
      "extern const char notewell_embedded_${index}_begin[];\nextern const char notewell_embedded_${index}_end[];\n")
    string(APPEND entries
      "      File{\"${name}\", {notewell_embedded_${index}_begin, notewell_embedded_${index}_end}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "  .section .note.GNU-stack,\"\",%progbits\n")

  set(assembly_file ${CMAKE_CURRENT_BINARY_DIR}/${target}_bytes.S)
  set(table_file ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
  file(CONFIGURE OUTPUT ${assembly_file} CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${table_file} @ONLY CONTENT
"#include \"embedded/embedded.hpp\"

#include <array>

extern \"C\" {
${symbols}}

namespace notewell::embedded {

std::span<const File> files() {
  static const std::array<File, ${index}> table{
${entries}  };
  return table;
}

}  // namespace notewell::embedded
")
  set_source_files_properties(${assembly_file} PROPERTIES OBJECT_DEPENDS "${paths}")

  add_library(${target} STATIC ${table_file} ${assembly_file})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/server)
  target_link_libraries(${target} PRIVATE notewell_options)
endfunction()
