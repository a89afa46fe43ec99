# notewell_embed(TARGET FOLDER): a static library that holds every .md, .toml, .tsv and .pnote file under FOLDER and
# hands them out through embedded/embedded.hpp; their TOML is parsed here and now, and held packed (toml/pack.cpp). The
# assembler copies the bytes in (.incbin), so megabytes cost nothing to compile; a changed file rebuilds the library, a
# new one reconfigures first.
function(notewell_embed target folder)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS LIST_DIRECTORIES false
    ${folder}/*.md ${folder}/*.toml ${folder}/*.tsv ${folder}/*.pnote)
  list(SORT paths COMPARE STRING)

  # How the object formats call read-only data, and what C names look like in them: ELF, Mach-O, COFF.
  set(assembly "  .section .rodata\n")
  set(underscore "")
  if(APPLE)
    set(assembly "  .section __TEXT,__const\n")
    set(underscore "_")
  elseif(WIN32)
    set(assembly "  .section .rdata,\"dr\"\n")
  endif()
  set(symbols "")
  set(entries "")
  set(to_pack "")
  set(packed_files "")
  set(index 0)
  foreach(path IN LISTS paths)
    file(RELATIVE_PATH name ${folder} ${path})
    set(text_file ${path})
    set(parts text)
    if(name MATCHES "\\.(md|toml)$")
      list(APPEND parts packed)
      set(packed_file ${CMAKE_CURRENT_BINARY_DIR}/${target}_packed/${index}.bin)
      list(APPEND to_pack ${path} ${packed_file})
      list(APPEND packed_files ${packed_file})
    endif()
    string(APPEND entries "      File{\"${name}\"")
    if(name MATCHES "\\.toml$")
      set(parts packed)  # says all that the text does
      string(APPEND entries ", {}")
    endif()
    foreach(part IN LISTS parts)
      set(symbol notewell_embedded_${index}_${part})
      string(APPEND assembly
        "  .balign 8\n  .globl ${underscore}${symbol}_begin\n  .globl ${underscore}${symbol}_end\n"
        "${underscore}${symbol}_begin:\n  .incbin \"${${part}_file}\"\n${underscore}${symbol}_end:\n  .byte 0\n")
      string(APPEND symbols "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
      string(APPEND entries ", {${symbol}_begin, ${symbol}_end}")
    endforeach()
    string(APPEND entries "},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  if(NOT APPLE AND NOT WIN32)
    string(APPEND assembly "  .section .note.GNU-stack,\"\",%progbits\n")
  endif()

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
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${target}_packed)
  add_custom_command(OUTPUT ${packed_files} COMMAND notewell_pack ${to_pack} DEPENDS notewell_pack ${paths}
    COMMENT "Packing the TOML of ${folder}" VERBATIM)
  set_source_files_properties(${assembly_file} PROPERTIES OBJECT_DEPENDS "${paths};${packed_files}")

  add_library(${target} STATIC ${table_file} ${assembly_file})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/server)
  target_link_libraries(${target} PRIVATE notewell_options)
endfunction()

# notewell_embed_text(SOURCE FOLDER FUNCTION name HEADER path): writes a C++ file, whose path is left in the variable
# SOURCE, that defines the function `std::string_view name(std::string_view file)` of that header: the text of a file of
# FOLDER, by its name. For files of some kilobytes; a changed one configures anew.
function(notewell_embed_text source folder)
  cmake_parse_arguments(EMBED "" "FUNCTION;HEADER" "" ${ARGN})
  file(GLOB paths CONFIGURE_DEPENDS LIST_DIRECTORIES false ${folder}/*)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${paths})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${source}.cpp)
  file(WRITE ${out}.new "#include \"${EMBED_HEADER}\"\n\nstd::string_view ${EMBED_FUNCTION}(std::string_view file) {\n")
  foreach(path IN LISTS paths)
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    file(APPEND ${out}.new "  if (file == \"${name}\") return R\"embedded(${text})embedded\";\n")
  endforeach()
  file(APPEND ${out}.new "  return {};\n}\n")
  configure_file(${out}.new ${out} COPYONLY)
  set(${source} ${out} PARENT_SCOPE)
endfunction()
