# `cpack -G DEB`: a package for Debian 12 and later and what comes of it. scripts/package.sh makes all that is released.
set(CPACK_PACKAGE_NAME notewell)
set(CPACK_PACKAGE_VENDOR "The Notewell authors")
set(CPACK_PACKAGE_CONTACT "The Notewell authors <maintainers@notewell.dev>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "language server and linter for clinical progress notes")
set(CPACK_PACKAGE_DESCRIPTION
"Notewell reads progress notes, which are text files, and tells what an
auditor would miss: the tick with no story behind it, the intervention that
is only named, the minutes that do not fit the code, the blank that nobody
filled in.

It is a language server, for any editor that speaks the Language Server
Protocol, and a command that checks whole folders of notes. Nothing leaves
the machine.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE https://notewell.dev)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # none: the program holds its libraries
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "neovim | emacs | kate")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
