package dev.weir.view.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// Writes page records as HTML. The templates are classes already; nothing is compiled or looked up
/// on disk. Thread-safe.
final class Templates {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  String write(String template, Shell shell, Object page) {
    StringOutput html = new StringOutput();
    engine.render(template, Map.of("shell", shell, "page", page), html);
    return html.toString();
  }
}
