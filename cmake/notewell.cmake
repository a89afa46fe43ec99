# What every target of the project shares: warnings as errors, sanitizers, and the one way to declare a layer.

# Static libraries where the system has them: the released program stands on nothing but the kernel.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(Threads REQUIRED)

# spdlog and fmt without their shared libraries.
find_path(SPDLOG_INCLUDE spdlog/spdlog.h REQUIRED)
add_library(notewell_spdlog INTERFACE)
target_compile_definitions(notewell_spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
target_include_directories(notewell_spdlog SYSTEM INTERFACE ${SPDLOG_INCLUDE})
target_link_libraries(notewell_spdlog INTERFACE Threads::Threads)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

add_library(notewell_options INTERFACE)
target_compile_options(notewell_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Werror -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Wno-missing-field-initializers>  # designated initializers name what differs from the default
  $<$<CONFIG:Release>:-O2>)
target_compile_definitions(notewell_options INTERFACE
  $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)  # what is read past the end of a container ends the program
if(NOTEWELL_SANITIZE)
  # What a sanitizer adds to the code makes gcc 12 see uninitialized values in the standard library that are none.
  target_compile_options(notewell_options INTERFACE -fsanitize=${NOTEWELL_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all -Wno-maybe-uninitialized $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  target_link_options(notewell_options INTERFACE -fsanitize=${NOTEWELL_SANITIZE})
endif()
if(NOTEWELL_FUZZ)
  target_compile_options(notewell_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
  target_link_options(notewell_options INTERFACE -fsanitize=address,undefined)
endif()

# Boost.JSON. A sanitizer does not see what a library does that was built without it, so there it is built with the rest.
if(NOTEWELL_SANITIZE OR NOTEWELL_FUZZ)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/boost_json.cpp CONTENT "#include <boost/json/src.hpp>\n")
  add_library(notewell_json STATIC ${PROJECT_BINARY_DIR}/boost_json.cpp)
  target_link_libraries(notewell_json PUBLIC Boost::headers PRIVATE notewell_options)
else()
  add_library(notewell_json INTERFACE)
  target_link_libraries(notewell_json INTERFACE Boost::json)
endif()

# notewell_layer(NAME SOURCES... LINKS...): a static library notewell_NAME of server/NAME/, seen as "NAME/header.hpp".
function(notewell_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(notewell_${name} STATIC ${LAYER_SOURCES})
  target_include_directories(notewell_${name} PUBLIC ${PROJECT_SOURCE_DIR}/server)
  target_link_libraries(notewell_${name} PUBLIC ${LAYER_LINKS} PRIVATE notewell_options ${LAYER_PRIVATE_LINKS})
endfunction()

# notewell_test(NAME SOURCES... LINKS...): a Catch2 program, registered with ctest as NAME.
function(notewell_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${TEST_SOURCES} $<TARGET_OBJECTS:notewell_test_main>)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE notewell_options notewell_catch ${TEST_LINKS})
  add_test(NAME ${name} COMMAND ${name})
endfunction()
