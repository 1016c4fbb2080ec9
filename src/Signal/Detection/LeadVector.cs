using System.Runtime.CompilerServices;

namespace EcgStream.Signal.Detection;

/// <summary>One value for each of up to 12 leads, without a heap object.</summary>
[InlineArray(SignalFormat.MaxLeads)]
internal struct LeadVector
{
    private float _first;
}
