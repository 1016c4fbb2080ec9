using System.Net.Http.Json;
using System.Text.Json;

namespace EcgStream.EndToEnd.Support;

/// <summary>What a server says of itself.</summary>
/// <param name="Status">ready, degraded or not ready.</param>
/// <param name="Reasons">In one line.</param>
internal sealed record Health(string Status, string Reasons)
{
    internal static async Task<Health> OfAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("health/ready");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new(body.GetProperty("status").GetString()!,
            string.Join(' ', body.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString())));
    }

    /// <summary>Waits for a status whose reasons hold a text.</summary>
    internal static async Task<Health> UntilAsync(HttpClient http, string status, string reason, TimeSpan patience)
    {
        var health = new Health("", "");
        await Eventually.HoldsAsync($"the server is {status}: {reason}", async () =>
        {
            health = await OfAsync(http);
            return health.Status == status && health.Reasons.Contains(reason, StringComparison.Ordinal);
        }, patience);
        return health;
    }
}
