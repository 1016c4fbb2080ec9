using System.CommandLine;
using System.Globalization;
using EcgStream.Bench;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await BenchCommand.Create().Parse(args).InvokeAsync();
