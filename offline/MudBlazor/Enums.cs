namespace MudBlazor;

public enum Adornment { None, Start, End }
public enum Breakpoint { Xs, Sm, Md, Lg, Xl, Xxl, None, Always }
public enum Color { Default, Primary, Secondary, Tertiary, Info, Success, Warning, Error, Dark, Transparent, Inherit, Surface }
public enum DrawerClipMode { Never, Docked, Always }
public enum DrawerVariant { Temporary, Responsive, Persistent, Mini }
public enum Edge { False, Start, End }
public enum Margin { None, Dense, Normal }
public enum Severity { Normal, Info, Success, Warning, Error }
public enum Size { Small, Medium, Large }
public enum Variant { Text, Filled, Outlined }
