using Bunit;
using MudBlazor.Services;

namespace EcgStream.Dashboard.Tests.Hosting;

/// <summary>A test of one component, rendered without a browser.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose; // MudBlazor's own calls
        Services.AddMudServices();
    }
}
