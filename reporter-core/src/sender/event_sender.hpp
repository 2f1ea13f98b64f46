#pragma once

#include "api/client.hpp"
#include "sender/batch.hpp"
#include "sender/ledger.hpp"
#include "sender/outcome.hpp"

#include <cstddef>
#include <vector>

namespace testcenter::sender {

/// Sends a batch, a request a call, and judges each of its events.
///
/// Knows whether the server takes several events without files in one request: some want
/// `attachments[]` in every multipart. The first that is answered 400 as a whole, with none
/// accepted before, ends the attempts for the rest of the run: one event a request from there on.
/// That sorts out one bad event among good ones as well.
class EventSender {
 public:
  EventSender(api::Client& client, Ledger& ledger) : client_(client), ledger_(ledger) {}

  /// How many of the batch go into its next request.
  std::size_t next_count(const Batch& batch) const;
  /// Sends the first `count` and drops what was judged. `is_in_doubt`: the runs they are for may be
  /// closed; then one that is refused is not judged, but stale.
  Outcome send(Batch& batch, std::size_t count, bool is_in_doubt = false);

 private:
  api::BatchAnswer post(const Batch& batch, std::size_t count);
  bool is_to_split(const Batch& batch, std::size_t count, api::Verdict whole);
  void judge(Batch& batch, Item& item, const api::Answer& answer, Outcome& outcome);
  void refuse(Batch& batch, Item& item, const api::Answer& answer, Outcome& outcome);

  api::Client& client_;
  Ledger& ledger_;
  std::vector<api::EventData> events_;
  bool takes_lists_ = false;  ///< a multipart without files was accepted
  bool one_by_one_ = false;
  bool is_in_doubt_ = false;
};

}  // namespace testcenter::sender
