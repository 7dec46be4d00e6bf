package dev.weir.view.page;

import dev.weir.view.shape.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way from a figure to what it is made of: what was spent in Explore, down to single calls;
/// anything else as a page of what the API answers.
public final class Rows {
  /// Where that page is.
  public static final String PATH = "/rows";

  /// Where spend is looked into.
  public static final String EXPLORE = "/explore";

  /// Where calls are listed.
  public static final String CALLS = "/calls";

  private static final String FILTER = "filter";

  private Rows() {}

  /// The same spend in Explore, which opens down to its calls.
  ///
  /// @param by the dimension down
  /// @param filters each `dimension=value`
  public static String spend(Period period, String by, String... filters) {
    return about(period, filters).with("by", by).after(EXPLORE);
  }

  /// The calls themselves.
  ///
  /// @param filters each `dimension=value`
  public static String calls(Period period, String... filters) {
    return about(period, filters).after(CALLS);
  }

  /// One call, with its attempts and what each was charged.
  public static String call(String id) {
    return CALLS + "/" + Entered.encoded(id);
  }

  private static Entered about(Period period, String... filters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(Period.NAME, List.of(period.text()));
    values.put(FILTER, List.of(filters));
    return new Entered(values);
  }

  /// @param text what is seen there
  /// @param question of the API, as `/api/v1/unit-costs?month=2026-11`
  public static Link of(String text, String question) {
    return new Link(text, path(question));
  }

  /// A text of the API in a format of its own, to save.
  public static Link file(String text, String question) {
    return new Link(text, Entered.NOTHING.with("of", question).with("as", "file").after(PATH));
  }

  public static String path(String question) {
    return Entered.NOTHING.with("of", question).after(PATH);
  }
}
