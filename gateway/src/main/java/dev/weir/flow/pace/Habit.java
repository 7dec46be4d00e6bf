package dev.weir.flow.pace;

/// What calls turn out to be, after what they were thought to be at most. Guarded by its gate.
final class Habit {
  private static final double WEIGHT = 1.0 / 16;
  private static final double LEAST = 0.01;

  private double inputShare = 1;
  private double outputShare = 1;
  private double seconds;
  private double tokens;
  private boolean known;

  double input(Load most) {
    return most.input() * inputShare;
  }

  double output(Load most) {
    return most.output() * outputShare;
  }

  void learn(Load most, Load used, double took) {
    inputShare = share(inputShare, most.input(), used.input());
    outputShare = share(outputShare, most.output(), used.output());
    double all = (double) used.input() + used.output();
    seconds = known ? nearer(seconds, took) : took;
    tokens = known ? nearer(tokens, all) : all;
    known = true;
  }

  private static double share(double before, long most, long used) {
    return most == 0 ? before : Math.clamp(nearer(before, (double) used / most), LEAST, 1);
  }

  private static double nearer(double before, double now) {
    return before + (now - before) * WEIGHT;
  }

  /// Whether anything is known of calls.
  boolean known() {
    return known;
  }

  /// From passing to leaving, in the mean.
  double seconds() {
    return seconds;
  }

  double tokens() {
    return tokens;
  }
}
