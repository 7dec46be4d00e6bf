package dev.weir.view.report;

import java.util.List;

/// What a report is about: which columns it has, and which view of the ledger database they are
/// summed over.
public enum Subject {
  /// What calls cost.
  COST("spend", "Cost in USD", ", cost DESC"),
  /// How fast they were answered.
  SPEED("speed", "Speed of settled attempts", ", attempts DESC");

  private final String view;
  private final String title;
  private final String order;

  Subject(String view, String title, String order) {
    this.view = view;
    this.title = title;
    this.order = order;
  }

  String view() {
    return view;
  }

  String title() {
    return title;
  }

  /// How rows that are no stretches of time are sorted first.
  String order() {
    return order;
  }

  /// The columns after the dimensions, in order.
  List<Figure> figures() {
    return switch (this) {
      case COST -> Figure.ALL;
      case SPEED -> Figure.SPEED;
    };
  }

  /// The columns as programs get them.
  public List<ReportColumn> columns() {
    return figures().stream().map(ReportColumn::of).toList();
  }
}
