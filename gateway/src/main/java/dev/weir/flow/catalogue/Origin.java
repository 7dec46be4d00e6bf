package dev.weir.flow.catalogue;

import java.time.LocalDate;
import java.util.Optional;

/// Where a price comes from. The day on which it was seen is not the day on which it came into
/// force; both are kept.
///
/// @param source who says so: a catalogue, a price page, a contract's number
/// @param observedAt the day on which it was read there
/// @param evidence an address, a quotation, a remark
public record Origin(String source, Optional<LocalDate> observedAt, String evidence) {
  public static final Origin UNSTATED = new Origin("", Optional.empty(), "");
}
