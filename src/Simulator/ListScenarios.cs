using System.CommandLine;
using System.CommandLine.Invocation;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator;

/// <summary><c>--list</c>: prints the scenarios in place of running a command.</summary>
internal sealed class ListScenarios : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var width = Scenarios.All.Max(scenario => scenario.Name.Length);
        foreach (var scenario in Scenarios.All)
            parseResult.InvocationConfiguration.Output.WriteLine($"{scenario.Name.PadRight(width)}  {scenario.Description}");
        return 0;
    }
}
