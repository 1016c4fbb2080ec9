// One clock for all marks: however many there are and whenever they came, the page as a whole never flashes faster than one
// of them (WCAG 2.3.1). The animations themselves are the compositor's: a variable of the page that all marks follow would
// cost a new style of every element at each flash.
document.addEventListener("animationstart", ({ target, animationName }) => {
  if (!animationName.startsWith("flash-")) return;
  for (const animation of target.getAnimations()) if (animation.animationName === animationName) animation.startTime = 0;
});
