using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace EcgStream.Gateway.Security;

/// <summary>The login page.</summary>
internal static class LoginPage
{
    public static string Write(AntiforgeryTokenSet tokens, string target, string? wrong) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>EcgStream: log in</title>
          <style>
            body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 95vh; margin: 0 }
            form { width: min(24rem, 90vw) }
            h1 { font-size: 1.4rem }
            input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; margin: .3rem 0 }
            .wrong { border-left: 4px solid #c62828; padding-left: .6rem }
            footer { font-size: .85rem; opacity: .8 }
          </style>
        </head>
        <body>
          <form method="post" action="{{LoginEndpoints.Path}}">
            <h1>EcgStream</h1>
            {{(wrong is null ? "" : $"<p class=\"wrong\" role=\"alert\">{HtmlEncoder.Default.Encode(wrong)}</p>")}}
            <label for="key">Key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required autofocus />
            <input type="hidden" name="to" value="{{HtmlEncoder.Default.Encode(target)}}" />
            <input type="hidden" name="{{tokens.FormFieldName}}" value="{{tokens.RequestToken}}" />
            <button type="submit">Log in</button>
            <footer>Whoever runs this server makes keys with <code>./ecgstream keys add</code>.<br />
            Research and simulation; not for clinical use.</footer>
          </form>
        </body>
        </html>
        """;
}
