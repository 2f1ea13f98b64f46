#pragma once

namespace canvas {

/// Five rows of three dots, an octal digit each: "25755" is an A. Null for what has no letter.
const char* dots_of(char letter);

}  // namespace canvas
