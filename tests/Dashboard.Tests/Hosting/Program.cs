// Serves the dashboard with a made-up ward, to look at pages: dotnet run --project tests/Dashboard.Tests [port [patients]]
using System.Globalization;
using EcgStream.Dashboard.Tests.Hosting;

var numbers = args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
await using var host = await DashboardHost.StartAsync(new SampleWard(numbers.ElementAtOrDefault(1) is > 0 and var patients ? patients : 50), numbers.ElementAtOrDefault(0));
Console.WriteLine(host.Url);
await host.WaitForShutdownAsync();
