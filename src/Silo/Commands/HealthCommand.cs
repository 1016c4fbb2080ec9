using System.CommandLine;

namespace EcgStream.Silo.Commands;

/// <summary><c>health</c>: asks a running process whether it is ready; for containers that hold neither shell nor curl.</summary>
internal static class HealthCommand
{
    internal static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "the process",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        };
        var live = new Option<bool>("--live") { Description = "ask only whether it answers" };
        var command = new Command("health", "Ends with 0 when a running process is ready, and with 1 and its reasons when not.") { url, live };
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
                using var answer = await http.GetAsync(new Uri(parsed.GetValue(url)!, parsed.GetValue(live) ? "health/live" : "health/ready"), cancel);
                Console.WriteLine(await answer.Content.ReadAsStringAsync(cancel));
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception reason) when (reason is HttpRequestException or TaskCanceledException)
            {
                await Console.Error.WriteLineAsync(reason.Message);
                return 1;
            }
        });
        return command;
    }
}
