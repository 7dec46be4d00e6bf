package dev.weir.app;

import dev.weir.view.console.Directory;
import dev.weir.view.desk.Keys;
import dev.weir.view.desk.OneKey;
import dev.weir.view.desk.OnePerson;
import dev.weir.view.desk.People;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.trail.Alerts;
import dev.weir.view.trail.Audit;
import dev.weir.view.trail.Settings;
import dev.weir.view.trail.TagValues;
import dev.weir.view.trail.Versions;
import dev.weir.view.usecase.Portfolio;
import java.util.List;
import java.util.Map;

/// Every page of the console, in the order of its navigation, and who begins where.
final class ConsolePages {
  private ConsolePages() {}

  static Directory all() {
    return new Directory(
        List.of(
            new FinopsHome(),
            new Portfolio(),
            new Keys(),
            new OneKey(),
            new People(),
            new OnePerson(),
            new Alerts(),
            new Audit(),
            new Versions(),
            new TagValues(),
            new Settings(),
            new RawRows()),
        Map.of());
  }
}
