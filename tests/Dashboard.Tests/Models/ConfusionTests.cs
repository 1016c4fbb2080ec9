using Bunit;
using EcgStream.Dashboard.Models;
using EcgStream.Dashboard.Tests.Hosting;

namespace EcgStream.Dashboard.Tests.Models;

public sealed class ConfusionTests : ComponentTest
{
    [Fact]
    public void Render_Counts_RowsAreTrueClassesAndTheDiagonalIsRight()
    {
        var matrix = Render<Confusion>(one => one
            .Add(it => it.Name, "dnn")
            .Add(it => it.Classes, ["Normal", "PVC"])
            .Add(it => it.Counts, [[3, 1], [0, 0]]));

        Assert.Equal(["Normal", "PVC"], matrix.FindAll("tbody th").Select(cell => cell.TextContent));
        Assert.Equal(["3", "1", "0", "0"], matrix.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal(["3", "0"], matrix.FindAll("tbody td.right").Select(cell => cell.TextContent));
        // Shares of a row; a class without beats is not divided by zero.
        Assert.Equal(["--fill:0.75", "--fill:0.25", "--fill:0", "--fill:0"], matrix.FindAll("tbody td").Select(cell => cell.GetAttribute("style")));
    }
}
