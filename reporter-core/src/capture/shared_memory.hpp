#pragma once

#include <testcenter/result.hpp>

#include <cstddef>
#include <memory>

namespace testcenter::capture {

/// Memory, zeros, that a process forked from this one shares with it. Given back by its last owner.
Result<std::shared_ptr<std::byte>> shared_memory(std::size_t size);

}  // namespace testcenter::capture
