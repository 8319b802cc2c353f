using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Pipeline.Intake;

namespace Pipeline.Email;

/// <summary>
/// Text for a mail, composed as <c>MailText.Of($"Hello {name},\n")</c>: line breaks come only from what the program itself writes, and
/// each value stands on its line, without anything invisible.
/// </summary>
public readonly record struct MailText(string Text)
{
    public static MailText Of(Composer text) => new(text.ToString());

    /// <summary>One text after the other.</summary>
    public static MailText Join(IEnumerable<MailText> texts) => new(string.Concat(texts.Select(text => text.Text)));

    public override string ToString() => Text;

    /// <summary>What the compiler makes of the interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly struct Composer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(MailText text) => _text.Append(text.Text);

        public void AppendFormatted<T>(T value) => _text.Append(OneLine.Clean(Convert.ToString(value, CultureInfo.InvariantCulture)));

        public override string ToString() => _text.ToString();
    }
}
