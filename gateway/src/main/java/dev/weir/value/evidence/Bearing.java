package dev.weir.value.evidence;

/// What bears the grades that a use case's values are stated with: an experiment that is over, or a
/// baseline that is in force. A grade that is stated surer than this counts as this.
///
/// @param grade the surest that is borne
/// @param why it is no surer, for people
public record Bearing(Evidence grade, String why) {

  /// The grade that holds of one that is stated.
  public Evidence holds(Evidence stated) {
    return stated.weaker(grade);
  }
}
