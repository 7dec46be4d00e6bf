package dev.weir.exchange.cloud;

import dev.weir.exchange.bill.Reading.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One time that an export was put into a storage, for one billing period. Each has a manifest,
/// whether a new run is put over the one before or beside it.
///
/// Source: "Understanding export delivery" of AWS Data Exports; "Create and manage Cost Management
/// exports" of Microsoft's documentation.
///
/// @param export the folder in which all of its runs are
/// @param period as the storage writes it: `2026-10` of AWS, `20261001-20261031` of Azure
/// @param days it tells of
/// @param manifest the object that names its parts
public record Run(String export, String period, Period days, Stored manifest) {
  private static final Pattern OF_AWS =
      Pattern.compile("(?:(.*)/)?metadata/BILLING_PERIOD=([0-9-]+)/(?:.*/)?[^/]*Manifest\\.json");
  private static final Pattern OF_AZURE =
      Pattern.compile("(?:(.*)/)?([0-9]{8})-([0-9]{8})/(?:.*/)?manifest\\.json");

  /// Of each export and period the newest run, in the order of their names.
  ///
  /// @param odd what is wrong with manifests of no period that there is, if there are any
  public record Newest(List<Run> runs, Optional<String> odd) {
    public Newest {
      runs = List.copyOf(runs);
    }
  }

  /// The newest runs of those whose manifests lie where the storage's cloud puts them.
  public static Newest newest(Storage storage, Collection<Stored> objects) {
    Map<String, Run> newest = new TreeMap<>();
    Set<String> odd = new TreeSet<>();
    for (Stored object : objects) {
      try {
        of(storage, object).ifPresent(run -> newest.merge(run.name(), run, Run::later));
      } catch (DateTimeException | IllegalArgumentException wrong) {
        odd.add(
            "%s is of a billing period as BILLING_PERIOD=2026-10 or 20261001-20261031: %s"
                .formatted(object.key(), wrong.getMessage()));
      }
    }
    String others = odd.size() > 1 ? ", and %,d more are not".formatted(odd.size() - 1) : "";
    return new Newest(
        List.copyOf(newest.values()), odd.stream().findFirst().map(first -> first + others));
  }

  private static Run later(Run one, Run other) {
    Comparator<Stored> order = Comparator.comparing(Stored::changed).thenComparing(Stored::key);
    return order.compare(one.manifest, other.manifest) < 0 ? other : one;
  }

  private static Optional<Run> of(Storage storage, Stored object) {
    return switch (storage) {
      case Storage.S3 _ -> ofAws(object, OF_AWS.matcher(object.key()));
      case Storage.Blob _ -> ofAzure(object, OF_AZURE.matcher(object.key()));
    };
  }

  private static Optional<Run> ofAws(Stored object, Matcher key) {
    if (!key.matches()) {
      return Optional.empty();
    }
    YearMonth month = YearMonth.parse(key.group(2));
    Period days = new Period(month.atDay(1), month.plusMonths(1).atDay(1));
    return Optional.of(new Run(folder(key), month.toString(), days, object));
  }

  private static Optional<Run> ofAzure(Stored object, Matcher key) {
    if (!key.matches()) {
      return Optional.empty();
    }
    Period days = new Period(day(key.group(2)), day(key.group(3)).plusDays(1));
    String period = key.group(2) + "-" + key.group(3);
    return Optional.of(new Run(folder(key), period, days, object));
  }

  private static String folder(Matcher key) {
    return Optional.ofNullable(key.group(1)).orElse("");
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
  }

  /// That of the export and the period.
  public String name() {
    return export.isEmpty() ? period : export + "/" + period;
  }

  /// What is another one in each run, also where it is put over the one before.
  public String mark() {
    return manifest.tag() + " " + manifest.changed();
  }
}
