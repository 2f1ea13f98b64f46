message(FATAL_ERROR "testcenter-reporter took its consumer's module for its own")
