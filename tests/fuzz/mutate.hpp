#pragma once

#include <cstddef>
#include <vector>

namespace testcenter::test {

using Bytes = std::vector<std::byte>;

/// One change of a journal that keeps it a journal: a record's fields or header changed, a record
/// doubled, removed or moved, or the header changed; sizes, commit words and checksums are right
/// again. So a fuzzer gets behind the checksums. `most`: bytes the result may have.
Bytes mutate(Bytes journal, std::size_t most, unsigned seed);

}  // namespace testcenter::test
