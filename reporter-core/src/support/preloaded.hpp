#pragma once

namespace testcenter {

/// True if a library was loaded ahead of those that the program names: by LD_PRELOAD, which such a
/// one may have removed from the environment since, or by /etc/ld.so.preload. Takes no lock of the
/// dynamic loader's. Linux; elsewhere false.
bool is_anything_preloaded();

}  // namespace testcenter
