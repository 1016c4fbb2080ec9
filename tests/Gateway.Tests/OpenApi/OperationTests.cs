using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EcgStream.Contracts.Alarms;
using EcgStream.Gateway.Security.Keys;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.OpenApi;

/// <summary>Every operation of the document, with input that it takes and input that it refuses: nothing undocumented comes back.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data; boundary=b";

    private static readonly string Beat = EcgJson.Beat();

    /// <summary>By operation: a good call first, then bad ones, each with what must come back.</summary>
    private static readonly Dictionary<string, Call[]> Calls = new()
    {
        ["classifyBeats"] =
        [
            Post("/api/classify?models=dnn&normalise=false", $$"""{"beats":[{{Beat}}]}"""),
            Post("/api/classify", """{"samples":[1,2]}""", 400), Post("/api/classify?models=gpt", $$"""{"samples":{{Beat}}}""", 400),
            Post("/api/classify", "<beat/>", 415, "text/xml"), Post("/api/classify", new string(' ', 5 * 1024 * 1024), 413),
        ],
        ["classifyFile"] =
        [
            Post("/api/classify/file", File("beats.csv", "1," + Beat.Trim('[', ']')), type: Form),
            Post("/api/classify/file", File("beats.csv", "nonsense"), 400, Form), Post("/api/classify/file", "{}", 415),
        ],
        ["explainBeat"] =
        [
            Post("/api/classify/explain", $$"""{"samples":{{Beat}}}"""),
            Post("/api/classify/explain", "{}", 400), Post("/api/classify/explain", "x", 415, "text/plain"),
        ],
        ["getTestBeat"] =
        [
            Get("/api/classify/test-beat?class=2&draw=7"), Get("/api/classify/test-beat?class=9", 400), Get("/api/classify/test-beat", 401, key: null),
        ],
        ["listPatients"] = [Get("/api/patients"), Get("/api/patients", 401, key: null), Get("/api/patients", 403, KeyRole.Device)],
        ["getPatient"] = [Get("/api/patients/p1"), Get("/api/patients/p%201", 400), Get("/api/patients/nobody", 404)],
        ["admitPatient"] =
        [
            Put("/api/patients/p2", """{"bed":"1A"}""", 201), Put("/api/patients/p1", """{"limits":{"heartRateLow":-1}}""", 400),
            Put("/api/patients/p%201", "{}", 400), Put("/api/patients/p1", "{}", 403, KeyRole.Viewer),
        ],
        ["listBeats"] =
        [
            Get("/api/patients/p1/beats?class=Pvc&limit=5&waveforms=true"), Get("/api/patients/p1/beats?limit=1001", 400),
            Get("/api/patients/p1/beats?from=2026-02-01&to=2026-01-01", 400), Get("/api/patients/nobody/beats", 404),
        ],
        ["getBeat"] = [Get("/api/patients/p1/beats/0"), Get("/api/patients/p1/beats/x", 400), Get("/api/patients/p1/beats/9999", 404)],
        ["ingestPatient"] =
        [
            Post("/api/patients/p1/ecg", EcgJson.Chunk()), Post("/api/patients/p1/ecg", "{}", 400),
            Post("/api/patients/p1/ecg?firstSample=0", "xyz", 400, "application/octet-stream"), Post("/api/patients/p1/ecg", "{}", 403, role: KeyRole.Viewer),
        ],
        ["ingestBatch"] =
        [
            Post("/api/ecg", $$$"""{"patients":{"p1":{{{EcgJson.Chunk()}}}}}"""),
            Post("/api/ecg", """{"patients":{}}""", 400), Post("/api/ecg", "", 400), Post("/api/ecg", "{}", 401, role: null),
        ],
        ["getWatermarks"] = [Get("/api/watermarks?ids=p1"), Get("/api/watermarks", 400), Get("/api/watermarks?ids=p%201", 400)],
        ["postWatermarks"] =
        [
            Post("/api/watermarks", """{"ids":["p1"]}"""), Post("/api/watermarks", """{"ids":[]}""", 400), Post("/api/watermarks", """{"ids":[7]}""", 400),
        ],
        ["listAlarms"] =
        [
            Get("/api/alarms?state=Active&cursor=0"), Get("/api/alarms?state=loud", 400), Get("/api/alarms?patient=nobody", 404),
        ],
        ["acknowledgeAlarm"] =
        [
            Post("/api/alarms/p1:ventricular-run:1/acknowledge", """{"by":"Dr. Grey"}"""),
            Post("/api/alarms/p1:ventricular-run:1/acknowledge", """{"by":""}""", 400), Post("/api/alarms/nothing/acknowledge", """{"by":"Dr. Grey"}""", 404),
        ],
        ["reportStatus"] =
        [
            Post("/api/ecg/status", """{"statuses":[{"patientId":"p1","at":"2026-01-31T12:00:04Z","nextSample":1400,"state":"Watching","since":"2026-01-31T12:00:00Z"}]}"""),
            Post("/api/ecg/status", """{"statuses":[]}""", 400), Post("/api/ecg/status", """{"statuses":[{"patientId":"p1"}]}""", 400),
        ],
        ["declareLost"] =
        [
            Post("/api/patients/p1/lost", """{"firstSample":1400,"count":280}"""), Post("/api/patients/p1/lost", """{"firstSample":1,"count":280}""", 400),
            Post("/api/patients/nobody/lost", """{"firstSample":0,"count":140}""", 404),
        ],
        ["getAlarmBeats"] =
        [
            Get("/api/alarms/p1:ventricular-run:1/beats"), Get("/api/alarms/nothing/beats", 404), Get("/api/alarms/p1:x:1/beats", 403, KeyRole.Device),
        ],
        ["pauseAudio"] =
        [
            Post("/api/patients/p1/audio-pause", """{"by":"Dr. Grey"}"""), Post("/api/patients/p1/audio-pause", "{}", 400),
            Post("/api/patients/nobody/audio-pause", """{"by":"Dr. Grey"}""", 404),
        ],
        ["resumeAudio"] =
        [
            Delete("/api/patients/p1/audio-pause?by=me"), Delete("/api/patients/p1/audio-pause", 400), Delete("/api/patients/nobody/audio-pause?by=me", 404),
        ],
        ["dischargePatient"] =
        [
            Delete("/api/patients/p3?by=me"), Delete("/api/patients/p3", 400), Delete("/api/patients/nobody?by=me", 404),
        ],
        ["listActs"] = [Get("/api/patients/p1/acts"), Get("/api/patients/p1/acts?limit=0", 400), Get("/api/patients/nobody/acts", 404)],
        ["getTrend"] =
        [
            Get("/api/patients/p1/trend?resolution=hour"), Get("/api/patients/p1/trend?resolution=year", 400), Get("/api/patients/nobody/trend", 404),
        ],
        ["getModels"] = [Get("/api/models"), Get("/api/models", 401, key: null), Get("/api/models", 403, KeyRole.Device)],
        ["previewThreshold"] =
        [
            Get("/api/models/autoencoder/threshold?value=0.3"), Get("/api/models/autoencoder/threshold?value=0", 400),
            Get("/api/models/autoencoder/threshold?value=high", 400),
        ],
        ["setThreshold"] =
        [
            Put("/api/models/autoencoder/threshold", """{"threshold":0.3}"""), Put("/api/models/autoencoder/threshold", """{"threshold":-1}""", 400),
            Put("/api/models/autoencoder/threshold", """{"threshold":0.3}""", 403, KeyRole.Clinician),
        ],
        ["getStats"] = [Get("/api/stats"), Get("/api/stats", 401, key: null), Get("/api/stats", 403, KeyRole.Device)],
        ["getLive"] = [Get("/health/live"), Get("/health/live?x=%00", 200), Get("/health/live", 200, key: null)],
        ["getReady"] = [Get("/health/ready"), Get("/health/ready?x=%00", 200), Get("/health/ready", 200, key: null)],
    };

    private readonly KeyFolder _keys = new();
    private readonly Dictionary<KeyRole, string> _held = [];
    private GatewayHost _host = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Enum.GetValues<KeyRole>()) _held[role] = _keys.Add(role).Key;
        _host = await GatewayHost.StartAsync(security => (security.RequireKeys, security.KeysFile) = (true, _keys.File));
        await _host.History.AddPatientAsync("p1", beats: 1);
        await _host.History.AddPatientAsync("p3");
        await _host.History.CommitAsync(TestHistory.Alarm("p1", 1));
        _document = (await _host.GetAsync("/openapi/v1.json")).Json;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task Operation_GoodAndBadInput_AnswersAsDocumented()
    {
        foreach (var (id, operation) in Operations())
        {
            Assert.True(Calls.TryGetValue(id, out var calls) && calls.Length >= 3, $"{id}: add a good call and two bad ones to {nameof(Calls)}");
            foreach (var call in calls)
            {
                using var answer = await SendAsync(call);
                var status = (int)answer.StatusCode;
                Assert.True(status == call.Status, $"{id} {call.Method} {call.Path}: {status}, not {call.Status}: {await answer.Content.ReadAsStringAsync()}");
                Assert.True(
                    operation.GetProperty("responses").TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var documented),
                    $"{id} answers {status}, which is not documented");
                Assert.True(documented.GetProperty("content").TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out _), $"{id} {status}: type");
            }
        }
    }

    [Fact]
    public void Document_EveryAnswer_HasAnExampleThatFitsItsSchema()
    {
        foreach (var (id, operation) in Operations())
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                var content = response.Value.GetProperty("content").EnumerateObject().First().Value;
                Assert.True(content.TryGetProperty("example", out var example), $"{id} {response.Name} has no example: write one in Examples.cs");
                Check($"{id} {response.Name}", example, content.GetProperty("schema"));
            }
    }

    [Fact]
    public void Document_EveryOperation_SaysWhoMayAndHowToCome()
    {
        Assert.StartsWith("3.1", _document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", _document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
        foreach (var (id, operation) in Operations().Where(o => o.Id is not ("getLive" or "getReady")))
        {
            Assert.Equal("key", operation.GetProperty("security")[0].EnumerateObject().Single().Name);
            Assert.Contains("Roles: ", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
            foreach (var status in (string[])["401", "403", "429", "500"]) Assert.True(operation.GetProperty("responses").TryGetProperty(status, out _), $"{id} {status}");
        }
    }

    /// <summary>Every member of an example stands in the schema; a member that is gone or renamed is found here.</summary>
    private void Check(string where, JsonElement example, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = _document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        foreach (var choice in (string[])["oneOf", "anyOf"])
            if (schema.TryGetProperty(choice, out var choices))
                schema = choices.EnumerateArray().First(one => one.TryGetProperty("$ref", out _) || one.TryGetProperty("properties", out _));
        if (schema.TryGetProperty("$ref", out _))
        {
            Check(where, example, schema);
            return;
        }

        if (example.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var item in example.EnumerateArray()) Check(where + "[]", item, items);
        if (example.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)) return;
        foreach (var member in example.EnumerateObject())
        {
            Assert.True(properties.TryGetProperty(member.Name, out var known), $"{where}: the example's {member.Name} is not in the schema");
            Check($"{where}.{member.Name}", member.Value, known);
        }
    }

    private IEnumerable<(string Id, JsonElement Operation)> Operations() =>
        _document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => (operation.Value.GetProperty("operationId").GetString()!, operation.Value));

    private async Task<HttpResponseMessage> SendAsync(Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        if (call.Role is { } role) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _held[role]);
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Type);
        }

        return await _host.Client.SendAsync(request);
    }

    private static string File(string name, string content) =>
        $"--b\r\nContent-Disposition: form-data; name=file; filename={name}\r\n\r\n{content}\r\n--b--\r\n";

    private static Call Get(string path, int status = 200, KeyRole? key = KeyRole.Admin) => new("GET", path, status, key);

    private static Call Delete(string path, int status = 200) => new("DELETE", path, status, KeyRole.Admin);

    private static Call Put(string path, string body, int status = 200, KeyRole role = KeyRole.Admin) => new("PUT", path, status, role, body);

    private static Call Post(string path, string body, int status = 200, string type = Json, KeyRole? role = KeyRole.Admin) =>
        new("POST", path, status, role, body, type);

    private sealed record Call(string Method, string Path, int Status, KeyRole? Role, string? Body = null, string Type = Json);
}
