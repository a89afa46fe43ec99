# `cmake --install`: the program, its manual page and completions, the documentation, and what editors need, where the
# Filesystem Hierarchy Standard has them.
include(GNUInstallDirs)
option(NOTEWELL_DEBIAN "Lay files out as Debian's policy asks of packages" OFF)
if(NOTEWELL_DEBIAN)
  set(zsh_folder share/zsh/vendor-completions)
else()
  set(zsh_folder share/zsh/site-functions)
endif()

install(TARGETS notewell RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# Written by the program itself. A program for another system can't run here; there they are left out.
if(NOT CMAKE_CROSSCOMPILING)
  set(shell_bash share/bash-completion/completions/notewell)
  set(shell_zsh ${zsh_folder}/_notewell)
  set(shell_fish share/fish/vendor_completions.d/notewell.fish)
  set(written ${PROJECT_BINARY_DIR}/written)
  file(MAKE_DIRECTORY ${written})
  add_custom_command(OUTPUT ${written}/notewell.1 COMMAND notewell man > ${written}/notewell.1 DEPENDS notewell VERBATIM)
  set(files ${written}/notewell.1)
  foreach(shell bash zsh fish)
    add_custom_command(OUTPUT ${written}/${shell} COMMAND notewell completions ${shell} > ${written}/${shell}
      DEPENDS notewell VERBATIM)
    list(APPEND files ${written}/${shell})
    cmake_path(GET shell_${shell} PARENT_PATH folder)
    cmake_path(GET shell_${shell} FILENAME name)
    install(FILES ${written}/${shell} DESTINATION ${folder} RENAME ${name})
  endforeach()
  find_program(GZIP gzip)
  if(GZIP)
    add_custom_command(OUTPUT ${written}/notewell.1.gz COMMAND ${GZIP} -9nc ${written}/notewell.1 > ${written}/notewell.1.gz
      DEPENDS ${written}/notewell.1 VERBATIM)
    list(APPEND files ${written}/notewell.1.gz)
    install(FILES ${written}/notewell.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  else()
    install(FILES ${written}/notewell.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
  add_custom_target(written ALL DEPENDS ${files})
endif()

# The documentation: as text, and as pages for a browser if the site was built (scripts/site.py).
install(FILES README.md SECURITY.md packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN *.md PATTERN *.svg)
if(NOTEWELL_DEBIAN)
  execute_process(COMMAND date -uRd ${NOTEWELL_DATE} OUTPUT_VARIABLE changelog_date OUTPUT_STRIP_TRAILING_WHITESPACE)
  configure_file(packaging/changelog.in ${PROJECT_BINARY_DIR}/changelog @ONLY)
  foreach(pair "${PROJECT_SOURCE_DIR}/CHANGELOG.md|changelog.gz" "${PROJECT_BINARY_DIR}/changelog|changelog.Debian.gz")
    string(REGEX MATCH "(.*)\\|(.*)" matched ${pair})
    add_custom_command(OUTPUT ${written}/${CMAKE_MATCH_2} COMMAND ${GZIP} -9nc ${CMAKE_MATCH_1} > ${written}/${CMAKE_MATCH_2}
      DEPENDS ${CMAKE_MATCH_1} VERBATIM)
    list(APPEND changelogs ${written}/${CMAKE_MATCH_2})
  endforeach()
  add_custom_target(changelogs ALL DEPENDS ${changelogs})
  install(FILES ${changelogs} DESTINATION ${CMAKE_INSTALL_DOCDIR})
  install(FILES packaging/lintian-overrides DESTINATION share/lintian/overrides RENAME notewell)
else()
  install(FILES CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
set(NOTEWELL_SITE "" CACHE PATH "The built site, to be installed beside the documentation; empty: none")
if(NOTEWELL_SITE)
  install(DIRECTORY ${NOTEWELL_SITE}/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/html)
endif()

# What a practice begins with, and the schemas for editors of TOML.
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/notewell/schemas FILES_MATCHING PATTERN *.schema.json
  PATTERN vocabulary EXCLUDE PATTERN profiles EXCLUDE)

# Neovim finds what lies in a package of its site folder; the others are told where to look.
if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/editors/neovim)
  install(DIRECTORY editors/neovim/ DESTINATION ${CMAKE_INSTALL_DATADIR}/nvim/site/pack/notewell/start/notewell
    PATTERN README.md EXCLUDE PATTERN .gitignore EXCLUDE PATTERN *.so EXCLUDE)
endif()
foreach(editor helix kate zed sublime micro)
  if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/editors/${editor})
    install(DIRECTORY editors/${editor} DESTINATION ${CMAKE_INSTALL_DATADIR}/notewell PATTERN .gitignore EXCLUDE)
  endif()
endforeach()
if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/editors/emacs)
  install(DIRECTORY editors/emacs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/emacs/site-lisp/notewell
    PATTERN .gitignore EXCLUDE PATTERN *.elc EXCLUDE)
endif()
