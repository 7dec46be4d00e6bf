package dev.weir.simulator.book;

/// How an answer ended, seen from the provider.
public enum Ended {
  /// Not yet ended.
  OPEN("open"),
  /// Everything was written.
  COMPLETE("complete"),
  /// The provider broke it off, by a fault or by reporting an error inside the answer.
  CUT("cut"),
  /// The client closed the connection first.
  CLIENT_LEFT("client-left"),
  /// Answered with an error status before any token was produced.
  REFUSED("refused");

  private final String word;

  Ended(String word) {
    this.word = word;
  }

  /// The word used in the book's JSON.
  public String word() {
    return word;
  }
}
