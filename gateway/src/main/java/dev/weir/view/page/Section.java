package dev.weir.view.page;

/// The parts of the navigation, in their order.
public enum Section {
  OVERVIEW("Overview"),
  VALUE("Use cases"),
  SPEND("Spend"),
  RUNNING("Running"),
  DESK("Desk");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
