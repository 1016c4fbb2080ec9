using System.Text;

namespace EcgStream.Signal.Formats.Wfdb;

/// <summary>Writes annotations in MIT format.</summary>
internal sealed class WfdbAnnotationWriter(Stream stream)
{
    private long _sample;
    private byte _channel;
    private sbyte _number;

    public void Write(WfdbAnnotation annotation)
    {
        if (annotation.Code > WfdbAnnotations.MaxCode) throw new ArgumentException($"Annotation code {annotation.Code} is greater than {WfdbAnnotations.MaxCode}.");
        var interval = annotation.Sample - _sample;
        if (interval < 0) throw new ArgumentException($"The annotation at sample {annotation.Sample} follows one at sample {_sample}.");
        // An annotation of code 0 at the same sample would read as the end mark.
        if (annotation.Code == 0 && interval == 0) throw new ArgumentException("An annotation of code 0 needs a sample of its own.");
        while (interval > 0x3FF)
        {
            var step = (int)Math.Min(interval - (annotation.Code == 0 ? 1 : 0), int.MaxValue);
            Word(WfdbAnnotations.Skip << 10);
            Word(step >> 16);
            Word(step & 0xFFFF);
            interval -= step;
        }
        Word(annotation.Code << 10 | (int)interval);
        if (annotation.Subtype != 0) Word(WfdbAnnotations.Sub << 10 | (byte)annotation.Subtype);
        if (annotation.Channel != _channel) Word(WfdbAnnotations.Chn << 10 | annotation.Channel);
        if (annotation.Number != _number) Word(WfdbAnnotations.Num << 10 | (byte)annotation.Number);
        if (annotation.Aux is { Length: > 0 } aux)
        {
            if (aux.Length > byte.MaxValue || aux.AsSpan().IndexOfAnyExceptInRange('\x01', '\xFF') >= 0)
                throw new ArgumentException("The text of an annotation has at most 255 characters of Latin-1.");
            Word(WfdbAnnotations.Aux << 10 | aux.Length);
            stream.Write(Encoding.Latin1.GetBytes(aux));
            if (aux.Length % 2 != 0) stream.WriteByte(0);
        }
        (_sample, _channel, _number) = (annotation.Sample, annotation.Channel, annotation.Number);
    }

    public void End() => Word(0);

    private void Word(int value)
    {
        stream.WriteByte((byte)value);
        stream.WriteByte((byte)(value >> 8));
    }
}
