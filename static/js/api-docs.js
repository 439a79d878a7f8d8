// Shows the OpenAPI description with Swagger UI. Requests made from here use the log-in of the site, so they carry its CSRF token.
(() => {
  const place = document.getElementById("api-docs");
  const csrfToken = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.schema,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    deepLinking: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken();
      return request;
    },
  });
})();
