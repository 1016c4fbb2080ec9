using System.Globalization;
using System.Text;

namespace EcgStream.EndToEnd.Support;

/// <summary>Makes requests that a confused, broken or hostile client could send: good ones, then damaged in some places.</summary>
internal sealed class RequestFuzzer(int seed)
{
    private static readonly string Beat = "[" + string.Join(",", Enumerable.Range(0, 140).Select(i => (i % 7 / 10.0 - 0.3).ToString(CultureInfo.InvariantCulture))) + "]";
    private static readonly string Chunk = $$"""{"firstSample":0,"startTime":"2026-01-31T12:00:00Z","rrMs":820,"samples":{{Beat}}}""";

    private static readonly (string Method, string Path, string? Body)[] Good =
    [
        ("GET", "/api/patients", null),
        ("GET", "/api/patients/p1", null),
        ("PUT", "/api/patients/p2", """{"bed":"12A","limits":{"heartRateLow":45,"heartRateHigh":130,"ventricularRateHigh":100}}"""),
        ("GET", "/api/patients/p1/beats?from=2026-01-31T12:00:00Z&class=Pvc&limit=10&waveforms=true&cursor=5", null),
        ("GET", "/api/patients/p1/beats/0", null),
        ("POST", "/api/patients/p1/ecg", Chunk),
        ("POST", "/api/patients/p1/ecg?firstSample=0&startTime=2026-01-31T12:00:00Z&rrMs=820", new string('\0', 560)),
        ("POST", "/api/ecg", $$$"""{"patients":{"p3":{{{Chunk}}}}}"""),
        ("GET", "/api/watermarks?ids=p1,p2", null),
        ("POST", "/api/watermarks", """{"ids":["p1","p2"]}"""),
        ("GET", "/api/alarms?cursor=0&state=Active&patient=p1&limit=10", null),
        ("POST", "/api/alarms/p1:ventricular-run:4/acknowledge", """{"by":"Dr. Grey"}"""),
        ("POST", "/api/classify?models=dnn,cnn&normalise=true", $$"""{"samples":{{Beat}}}"""),
        ("POST", "/api/classify", $$"""{"beats":[{{Beat}},{{Beat}}]}"""),
        ("POST", "/api/classify/explain", $$"""{"samples":{{Beat}}}"""),
        ("POST", "/api/classify/file", "--b\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\n1," + Beat.Trim('[', ']') + "\r\n--b--\r\n"),
        ("GET", "/api/models", null),
        ("PUT", "/api/models/autoencoder/threshold", """{"threshold":0.33}"""),
        ("GET", "/health/ready", null),
        ("POST", "/login", "key=ecg_1_2&to=/"),
        ("POST", "/hubs/monitor/negotiate?negotiateVersion=1", ""),
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"];

    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-16", "application/octet-stream", "multipart/form-data; boundary=b",
        "multipart/form-data", "text/plain", "application/x-www-form-urlencoded", "*/*", "json", "application/problem+json",
    ];

    /// <summary>What parsers trip over.</summary>
    private static readonly string[] Traps =
    [
        "null", "true", "-1", "0", "1e999", "-1e-999", "9223372036854775807", "9223372036854775808", "NaN", "\"NaN\"", "[]", "{}", "[[[[", "\"\"",
        "\"\\ud800\"", "\u0000", "%00", "%2e%2e%2f", "../..", "'; DROP TABLE patients; --", "\uFEFF", "é漢😀", "{\"a\":", ",,", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999-14:00", "1.7976931348623157e308", "3.5e38", "%", "%zz", "+", "&", "=", "?", "#", "\\", "/", ":", ";", " ",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request; the same seed gives the same sequence.</summary>
    internal HttpRequestMessage Next()
    {
        var (method, path, body) = Good[_random.Next(Good.Length)];
        if (Chance(0.05)) method = Methods[_random.Next(Methods.Length)];
        if (Chance(0.4)) path = "/" + Damage(path[1..]);
        if (Chance(0.02)) path += "?" + new string('x', _random.Next(6_000));
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Escape(path), UriKind.Relative));
        if (Chance(0.05)) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Clean(Trap()));
        if (Chance(0.02)) request.Headers.TryAddWithoutValidation("Origin", "http://" + Clean(Trap()));
        if (body is null && !Chance(0.03)) return request;

        body ??= Trap();
        var bytes = Encoding.UTF8.GetBytes(Chance(0.7) ? Damage(body) : body);
        if (Chance(0.1)) Flip(bytes);
        if (Chance(0.05)) bytes = bytes[.._random.Next(bytes.Length + 1)];
        if (Chance(0.01)) bytes = Encoding.UTF8.GetBytes(new string('[', _random.Next(100_000)));
        request.Content = new ByteArrayContent(bytes);
        var type = Chance(0.1) ? Types[_random.Next(Types.Length)]
            : path.Contains("file", StringComparison.Ordinal) ? "multipart/form-data; boundary=b"
            : path.Contains("rrMs", StringComparison.Ordinal) ? "application/octet-stream"
            : path.Contains("login", StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : "application/json";
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private string Trap() => Traps[_random.Next(Traps.Length)];

    private string Damage(string text)
    {
        for (var times = _random.Next(1, 4); times > 0 && text.Length > 0; times--)
        {
            var at = _random.Next(text.Length);
            var to = Math.Min(text.Length, at + _random.Next(1, 12));
            text = _random.Next(4) switch
            {
                0 => text[..at] + text[to..],
                1 => text[..at] + Trap() + text[at..],
                2 => text[..at] + Trap() + text[to..],
                _ => text[..to] + text[at..],
            };
        }

        return text;
    }

    private void Flip(byte[] bytes)
    {
        for (var times = 0; times < 3 && bytes.Length > 0; times++) bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
    }

    // The client refuses to send these as they are; the server sees them escaped.
    private static string Escape(string path)
    {
        var escaped = new StringBuilder();
        foreach (var c in path) escaped.Append(c is > ' ' and < '\x7f' and not ('#' or '\\' or '"') ? c.ToString() : char.IsSurrogate(c) ? "%ff" : Uri.EscapeDataString(c.ToString()));
        var result = escaped.ToString();
        return result.StartsWith("//", StringComparison.Ordinal) ? "/" + result.TrimStart('/') : result;
    }

    private static string Clean(string text) => new([.. text.Where(c => c is >= ' ' and < '\x7f')]);
}
