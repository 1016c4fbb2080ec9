using System.CommandLine;
using EcgStream.Simulator;

return await SimulateCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1), // Ctrl-C drains and compares first
});
