package dev.weir.flow.dialect;

/// Generated text kept for counting, up to a limit. One thread.
public final class OutputText {
  private final int charactersMax;
  private final StringBuilder kept = new StringBuilder();
  private boolean truncated;

  /// @param charactersMax most characters to keep; 0 = text is not wanted
  public OutputText(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  public boolean wanted() {
    return charactersMax > 0;
  }

  /// True if there was, or may have been, more than was kept: a count of it is too small.
  public boolean truncated() {
    return truncated;
  }

  public String text() {
    return kept.toString();
  }

  /// Some of the answer was not looked at.
  public void missed() {
    truncated = true;
  }

  void add(String text) {
    int room = charactersMax - kept.length();
    if (text.length() > room) {
      truncated = true;
    }
    kept.append(text, 0, Math.min(room, text.length()));
  }
}
