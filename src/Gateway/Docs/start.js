// No validator: it would send the document's address to another server.
SwaggerUIBundle({ url: "/openapi/v1.json", dom_id: "#swagger-ui", deepLinking: true, docExpansion: "list", validatorUrl: null });
