package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.right.Right;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The OpenAPI 3.1 document, written from the table that dispatches.
final class OpenApi {
  private static final List<Integer> FAULTS = List.of(400, 401, 403, 404, 409, 413, 500, 503);

  private final List<Endpoint> endpoints;

  OpenApi(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  String document() {
    Schemas schemas = new Schemas();
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Weir control plane")
        .put("version", "1")
        .put(
            "description",
            "Money is text in US dollars with up to twelve decimals. Every change takes `why`.");
    ObjectNode paths = document.putObject("paths");
    endpoints.forEach(endpoint ->
        paths
            .withObjectProperty(endpoint.route().path().text())
            .set(endpoint.route().method().toLowerCase(Locale.ROOT), operation(endpoint, schemas)));
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("operator")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "A personal key, `wa_…`.");
    schemas.ref(Pages.Fault.class);
    components.set("schemas", schemas.all());
    return document.toPrettyString() + "\n";
  }

  private static ObjectNode operation(Endpoint endpoint, Schemas schemas) {
    ObjectNode operation =
        Json.object()
            .put("operationId", endpoint.route().operation())
            .put("summary", endpoint.route().summary());
    endpoint
        .takes()
        .right()
        .ifPresent(right -> {
          operation.put("description", forWhom(right));
          ArrayNode roles = operation.putArray("security").addObject().putArray("operator");
          right.roles().forEach(role -> roles.add(role.code()));
        });
    ArrayNode parameters = operation.putArray("parameters");
    endpoint
        .route()
        .path()
        .variables()
        .forEach(name -> {
          ObjectNode parameter = parameters.addObject().put("name", name).put("in", "path");
          parameter.put("required", true).putObject("schema").put("type", "string");
        });
    endpoint.takes().parameters().forEach(each -> parameters.add(parameter(each)));
    endpoint
        .takes()
        .body()
        .ifPresent(body ->
            json(operation.putObject("requestBody").put("required", true), schemas.ref(body)));
    responses(endpoint, operation.putObject("responses"), schemas);
    if (endpoint.route().operation().equals(UsageRoutes.RECORD_SPANS)) {
      binary(operation.withObjectProperty("requestBody"));
      binary(operation.withObjectProperty("responses").withObjectProperty("200"));
    }
    return operation;
  }

  private static String forWhom(Right right) {
    return "For the roles %s."
        .formatted(
            right.roles().stream()
                .map(role ->
                    switch (right.of(role)) {
                      case OWN_TEAMS -> role.code() + " (what is of its teams)";
                      case OWN_USE_CASES -> role.code() + " (what is of its use cases)";
                      case EVERYTHING, NOTHING -> role.code();
                    })
                .collect(Collectors.joining(", ")));
  }

  private static ObjectNode parameter(Demand.Parameter parameter) {
    ObjectNode written =
        Json.object()
            .put("name", parameter.name())
            .put("in", "query")
            .put("required", false)
            .put("description", parameter.description());
    ObjectNode schema = written.putObject("schema").put("type", parameter.type());
    if (parameter.type().equals("array")) {
      schema.putObject("items").put("type", "string");
    }
    return written;
  }

  private static void responses(Endpoint endpoint, ObjectNode responses, Schemas schemas) {
    ObjectNode ok = responses.putObject(Integer.toString(endpoint.gives().status()));
    ok.put("description", "Done.");
    endpoint
        .gives()
        .page()
        .ifPresentOrElse(
            page -> json(ok, schemas.ref(page)), () -> text(ok, endpoint.gives().type()));
    if (endpoint.route().operation().equals("report")) {
      ok.withObjectProperty("content")
          .putObject("text/csv")
          .putObject("schema")
          .put("type", "string");
      ok.withObjectProperty("content")
          .putObject("text/plain")
          .putObject("schema")
          .put("type", "string");
    }
    for (int status : endpoint.takes().right().isPresent() ? FAULTS : List.of(500)) {
      ObjectNode fault = responses.putObject(Integer.toString(status));
      fault.put("description", "Not done.");
      json(fault, schemas.ref(Pages.Fault.class));
    }
    if (endpoint.route().operation().equals(LoginRoutes.OWN_PASSWORD)) {
      ObjectNode slow = responses.putObject("429").put("description", "Too many attempts.");
      json(slow, schemas.ref(Pages.Fault.class));
    }
    if (endpoint.route().operation().equals("readiness")) {
      ObjectNode unready = responses.putObject("503").put("description", "Not ready.");
      endpoint.gives().page().ifPresent(page -> json(unready, schemas.ref(page)));
    }
  }

  /// An answer that is no page: a whole document, or a file.
  private static void text(ObjectNode where, String type) {
    ObjectNode schema = where.putObject("content").putObject(type).putObject("schema");
    if (type.equals(Endpoint.JSON)) {
      schema.put("type", "object").put("additionalProperties", true);
    } else {
      schema.put("type", "string");
    }
  }

  private static void binary(ObjectNode where) {
    where
        .withObjectProperty("content")
        .putObject(Content.PROTOBUF)
        .putObject("schema")
        .put("type", "string")
        .put("format", "binary");
  }

  private static void json(ObjectNode where, ObjectNode schema) {
    where.putObject("content").putObject(Endpoint.JSON).set("schema", schema);
  }
}
