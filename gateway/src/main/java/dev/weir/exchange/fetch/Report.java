package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Form;
import java.util.List;

/// Something that a vendor's administration API tells, day by day.
///
/// @param name the last part of its path, as people call it: `completions`, `costs`
/// @param groups what its figures are told apart by
public record Report(String name, Form form, String path, List<String> groups) {
  public Report {
    groups = List.copyOf(groups);
  }
}
