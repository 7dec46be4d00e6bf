package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What one model did for one prompt and team in a month.
///
/// @param prompt with its version, `support/v7` or `support@7`; empty where none is known
/// @param team empty where none is known
/// @param where what tells its rows in the ledger: `tag:prompt=support/v7`; none = nothing but the
///   model and the team
/// @param calls that were billed
/// @param meters what was charged by the meter
/// @param usd all of it; what is of no meter is the rest
public record UseRow(
    String model,
    String prompt,
    String team,
    List<String> where,
    long calls,
    SortedMap<String, MeterUse> meters,
    BigDecimal usd) {
  private static final Pattern VERSION = Pattern.compile("(?:@|/v|:v?)[0-9][0-9A-Za-z.]*$");

  public UseRow {
    where = List.copyOf(where);
    meters = Collections.unmodifiableSortedMap(new TreeMap<>(meters));
  }

  /// The prompt without its version.
  String family() {
    return family(prompt);
  }

  static String family(String prompt) {
    return VERSION.matcher(prompt).replaceFirst("");
  }

  Slice slice() {
    return new Slice(family(), team, model);
  }

  /// Rows that are compared with each other: versions of a prompt together.
  record Slice(String prompt, String team, String model) implements Comparable<Slice> {
    @Override
    public int compareTo(Slice other) {
      int byPrompt = prompt.compareTo(other.prompt);
      int byTeam = byPrompt != 0 ? byPrompt : team.compareTo(other.team);
      return byTeam != 0 ? byTeam : model.compareTo(other.model);
    }
  }
}
