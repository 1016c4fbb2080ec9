using System.Net;

namespace Orleans.Standin;

internal sealed class StandinOptions
{
    /// <summary>The silo that this one was told to join, if it was.</summary>
    public IPEndPoint? Joins { get; set; }
}
