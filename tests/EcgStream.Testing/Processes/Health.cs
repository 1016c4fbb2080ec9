using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.Testing;

/// <summary>What a server says of itself.</summary>
/// <param name="Status">ready, degraded or not ready.</param>
/// <param name="Codes">Why, e.g. "history-late".</param>
/// <param name="Reasons">The same for people, in one line.</param>
public sealed record Health(string Status, IReadOnlyList<string> Codes, string Reasons)
{
    public static async Task<Health> OfAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("health/ready");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new(body.GetProperty("status").GetString()!, body.GetProperty("codes").Deserialize<string[]>()!,
            string.Join(' ', body.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString())));
    }

    /// <summary>Waits for a status with this code among its reasons; null for any.</summary>
    public static async Task<Health> UntilAsync(HttpClient http, string status, string? code, TimeSpan patience)
    {
        var health = new Health("", [], "");
        await Eventually.HoldsAsync($"the server is {status}: {code}", async () =>
        {
            health = await OfAsync(http);
            return health.Status == status && (code is null || health.Codes.Contains(code));
        }, patience);
        return health;
    }
}
