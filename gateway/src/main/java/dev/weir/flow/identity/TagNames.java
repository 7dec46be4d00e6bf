package dev.weir.flow.identity;

import java.util.List;

/// The names of the tags that Weir itself knows; any other name is a free tag.
public final class TagNames {
  public static final String USE_CASE = "use_case";
  public static final String DEPARTMENT = "department";
  public static final String COST_CENTRE = "cost_centre";
  public static final String ROLE = "role";
  public static final String ENVIRONMENT = "environment";
  public static final String TEAM = "team";
  public static final String PROJECT = "project";
  public static final String USER = "user";
  public static final String SESSION = "session";

  /// Added by Weir for every call, so that budgets, limits and reports can name them like any tag.
  public static final String KEY = "key";

  public static final String MODEL = "model";
  public static final String PROVIDER = "provider";
  public static final String PURPOSE = "purpose";

  /// Set by Weir on a call that takes part in an experiment: its name, and the arm it is in.
  public static final String EXPERIMENT = "experiment";

  public static final String EXPERIMENT_ARM = "experiment_arm";

  /// The tags a principal carries, in the order pages and reports show them.
  public static final List<String> OF_PRINCIPAL =
      List.of(USE_CASE, DEPARTMENT, COST_CENTRE, ROLE, ENVIRONMENT, TEAM, PROJECT, USER, SESSION);

  private TagNames() {}
}
