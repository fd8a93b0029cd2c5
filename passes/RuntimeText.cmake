# Joins the files of PARTS into a C++ raw string literal, in OUTPUT.
set(text "R\"wat(")
foreach(part IN LISTS PARTS)
  file(READ ${part} content)
  string(APPEND text "${content}")
endforeach()
string(APPEND text ")wat\"\n")
file(WRITE ${OUTPUT} "${text}")
