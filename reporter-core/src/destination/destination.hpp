#pragma once

#include <testcenter/model.hpp>

#include "config/settings.hpp"
#include "http/transport.hpp"

#include <memory>
#include <string>
#include <string_view>

/// Where results go, as the settings tell it: what every host of a sender needs.
namespace testcenter::destination {

/// Before a process sends beside code of others, which may use its TLS library first: see
/// http/tls_at_exit.hpp. Takes the dynamic loader's lock, so in no thread that is waited for.
void prepare_process();

/// A connection to the server; with `debug` it tells each request.
std::unique_ptr<http::Transport> connect(const config::Settings& settings);

/// `http://center:8800, project Shop, batch Nightly`
std::string shown(const config::Settings& settings);

/// One line, if the credentials can be read by whoever listens; else empty.
std::string warning_of_plain_credentials(const config::Settings& settings);

/// A process that reports by itself into a named batch needs a report of its own: two writers into
/// one report close each other's elements (docs/architecture.md, "One report has one writer").
/// `start` tells its runs apart.
void add_writer_label(config::Settings& settings, std::string_view program, std::string_view start);

/// Makes the spool folder, or that of the settings' fallback: a home folder that cannot be written
/// is common in containers.
Status prepare_spool(config::Settings& settings);

}  // namespace testcenter::destination
