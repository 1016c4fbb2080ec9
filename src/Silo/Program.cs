using System.CommandLine;
using EcgStream.Silo.Commands;

var root = new RootCommand("EcgStream: real-time ECG monitoring on Orleans. Research and simulation; not for clinical use.")
{
    RunCommand.Create(),
    EvaluateCommand.Create(),
    KeysCommand.Create(),
    DataCommand.Create(),
    DbCommand.Create(),
    HealthCommand.Create(),
};
// The host ends the process in its own time: a run drains first.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
