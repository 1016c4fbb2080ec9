using System.Runtime.CompilerServices;

namespace EcgStream.EndToEnd.Support;

/// <summary>A fact that needs a small disk.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!SmallDisk.IsPossible) Skip = "needs Linux and the right to make a mount namespace";
    }
}
