package dev.weir.view.right;

import static dev.weir.view.right.Reach.EVERYTHING;
import static dev.weir.view.right.Reach.NOTHING;
import static dev.weir.view.right.Reach.OWN_TEAMS;
import static dev.weir.view.right.Reach.OWN_USE_CASES;

import dev.weir.flow.books.Operator.Role;
import java.util.Arrays;
import java.util.List;

/// What somebody does who uses a route. The set is closed: a new route is one of these.
public enum Right {
  /// Who one is, and one's own password.
  ONESELF,
  /// Reads keys, calls, figures, budgets and limits, which belong to teams.
  READ_OF_TEAMS,
  /// Reads what is no person's.
  READ,
  /// Sees single users by their names.
  READ_USERS,
  /// Reads the audit trail.
  READ_HISTORY,
  /// Reads who works with the control plane.
  READ_PEOPLE,
  /// Signs, where it is asked who somebody is and not which role: an owner by a use case's word.
  SIGN,
  /// Changes what belongs to one use case.
  CHANGE_USE_CASE,
  /// Changes what is changed day by day: money, tags, rollouts, prices.
  CHANGE,
  /// Changes who may do what, and what calls are sent as.
  ADMINISTER;

  public Reach of(Role role) {
    return switch (role) {
      case ADMIN -> EVERYTHING;
      case FINOPS -> this == ADMINISTER || this == READ_PEOPLE ? NOTHING : EVERYTHING;
      case OWNER ->
          switch (this) {
            case ONESELF, READ_OF_TEAMS, READ, SIGN -> EVERYTHING;
            case CHANGE_USE_CASE -> OWN_USE_CASES;
            case READ_USERS, READ_HISTORY, READ_PEOPLE, CHANGE, ADMINISTER -> NOTHING;
          };
      case DEVELOPER ->
          switch (this) {
            case ONESELF -> EVERYTHING;
            case READ_OF_TEAMS -> OWN_TEAMS;
            case READ, READ_USERS, READ_HISTORY, READ_PEOPLE -> NOTHING;
            case SIGN, CHANGE_USE_CASE, CHANGE, ADMINISTER -> NOTHING;
          };
      case VIEWER ->
          switch (this) {
            case ONESELF, READ_OF_TEAMS, READ, SIGN -> EVERYTHING;
            case READ_USERS, READ_HISTORY, READ_PEOPLE -> NOTHING;
            case CHANGE_USE_CASE, CHANGE, ADMINISTER -> NOTHING;
          };
      case AUDITOR ->
          switch (this) {
            case ONESELF, READ_OF_TEAMS, READ, READ_USERS, READ_HISTORY, READ_PEOPLE -> EVERYTHING;
            case SIGN, CHANGE_USE_CASE, CHANGE, ADMINISTER -> NOTHING;
          };
    };
  }

  /// The roles that have any of it, the mightiest first.
  public List<Role> roles() {
    return Arrays.stream(Role.values()).filter(role -> of(role) != NOTHING).toList();
  }
}
