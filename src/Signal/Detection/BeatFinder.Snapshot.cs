using EcgStream.Signal.Conditioning;

namespace EcgStream.Signal.Detection;

/// <summary>Saving and restoring. Bands are made again from the conditioned signal.</summary>
internal sealed partial class BeatFinder
{
    /// <summary>Bytes of a snapshot, the same for every state.</summary>
    public int SnapshotSize =>
        _leads * 7 * sizeof(float) + _templates.SnapshotSize + _envelope.Length * sizeof(float)
        + sizeof(int) + MostCandidates * Candidate.SizeFor(_leads)
        + 2 * sizeof(byte) + sizeof(uint) + 4 * sizeof(long) + 7 * sizeof(float);

    public void Save(ref SnapshotWriter writer)
    {
        foreach (ref readonly var level in _levels.AsSpan()) level.Save(ref writer);
        _templates.Save(ref writer);
        writer.WriteAll<float>(_envelope);
        writer.Write(_candidateCount);
        // Places that hold no candidate are written as zeros, so that equal states have equal bytes.
        for (var i = 0; i < MostCandidates; i++) (i < _candidateCount ? _candidates[i] : default).Save(ref writer, _leads);
        writer.Write((byte)(_learnt ? 1 : 0));
        writer.Write((byte)(_tracking ? 1 : 0));
        writer.Write(_usable);
        writer.Write(_lastPeak);
        writer.Write(_lastFiducial);
        writer.Write(_beats);
        writer.Write(PeaksJudged);
        writer.Write(_rr);
        writer.Write(_irregularity);
        writer.Write(_lock);
        writer.Write(_crest);
        writer.Write(_trust);
        writer.Write(_lastHeight);
        writer.Write(_noisePeak);
    }

    /// <summary>Restores after the conditioned signal has been restored.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        foreach (ref var level in _levels.AsSpan()) level.Restore(ref reader);
        _templates.Restore(ref reader);
        reader.ReadAll<float>(_envelope);
        _candidateCount = Math.Clamp(reader.Read<int>(), 0, MostCandidates);
        for (var i = 0; i < MostCandidates; i++) _candidates[i].Restore(ref reader, _leads);
        _learnt = reader.Read<byte>() != 0;
        _tracking = reader.Read<byte>() != 0;
        _usable = reader.Read<uint>();
        _lastPeak = reader.Read<long>();
        _lastFiducial = reader.Read<long>();
        _beats = reader.Read<long>();
        PeaksJudged = reader.Read<long>();
        _rr = reader.Read<float>();
        _irregularity = reader.Read<float>();
        _lock = reader.Read<float>();
        _crest = reader.Read<float>();
        _trust = reader.Read<float>();
        _lastHeight = reader.Read<float>();
        _noisePeak = reader.Read<float>();
        for (var lead = 0; lead < _leads; lead++) _bands[lead].Rebuild(_signal, lead);
    }
}
