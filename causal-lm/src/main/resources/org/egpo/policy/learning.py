  # KL to the reference for each token, estimated from x = log pi - log ref: kind 1, 2 or 3 (Schulman's k1, k2, k3).
  def divergence(self, x: Tensor, kind: int) -> Tensor:
    if kind == 1:
      d = x
    elif kind == 2:
      d = torch.mul(torch.mul(x, x), 0.5)
    else:
      y = torch.clamp(torch.neg(x), -20., 20.)
      d = torch.clamp(torch.sub(torch.sub(torch.exp(y), y), 1.), -10., 10.)
    return d

  # Clipped surrogate of each token (verl's vanilla policy loss with a second bound c for negative advantages).
  def surrogate(self, lp: Tensor, old: Tensor, advantage: Tensor, low: float, high: float, c: float) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    d = torch.clamp(torch.sub(lp, old), -20., 20.)
    ratio = torch.exp(d)
    l1 = torch.neg(torch.mul(advantage, ratio))
    l2 = torch.neg(torch.mul(advantage, torch.clamp(ratio, 1. - low, 1. + high)))
    worse = torch.maximum(l1, l2)
    l3 = torch.neg(torch.mul(advantage, c))
    negative = torch.lt(advantage, 0.)
    loss = torch.where(negative, torch.minimum(worse, l3), worse)
    clipped = torch.gt(l2, l1).to(lp.dtype)
    clipped_low = torch.logical_and(torch.gt(worse, l3), negative).to(lp.dtype)
    return (loss, torch.neg(d), clipped, clipped_low)

  # Log-probabilities of tokens [m, 1] and entropies at a temperature, from logits [m, V]. The entropy carries a gradient only
  # where the loss asks for it, which costs memory.
  def distribution(self, logits: Tensor, tokens: Tensor, temperature: float, learn_entropy: bool) -> Tuple[Tensor, Tensor]:
    z = torch.div(logits, temperature)
    lps = torch.sub(z, torch.logsumexp(z, [-1], True))
    lp = torch.squeeze(torch.gather(lps, -1, tokens), -1)
    if not learn_entropy:
      lps = lps.detach()
    return (lp, self.entropy(torch.exp(lps), lps))

  # The loss of tokens [m] from what the policy says of them; numbers as in accumulate. Returns the weighted loss, the sums
  # that accumulate returns, and what each token brings before weighting.
  def losses(self, lp: Tensor, ent: Tensor, weight: Tensor, advantage: Tensor, old: Tensor, reference: Tensor, numbers: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    entropy_coefficient = float(numbers[10])
    counted = torch.ne(weight, 0.).to(lp.dtype)
    policy = torch.neg(lp)
    kl = torch.zeros_like(lp)
    minus = torch.zeros_like(lp)
    clipped = torch.zeros_like(lp)
    clipped_low = torch.zeros_like(lp)
    if float(numbers[4]) != 0.:
      policy, minus, clipped, clipped_low, = self.surrogate(lp, old, advantage, float(numbers[5]), float(numbers[6]), float(numbers[7]))
      kl = self.divergence(torch.sub(lp, reference), int(numbers[8]))
    token = torch.add(policy, torch.mul(kl, float(numbers[9])))
    if entropy_coefficient != 0.:
      token = torch.sub(token, torch.mul(ent, entropy_coefficient))
    loss = torch.sum(torch.mul(token, weight))
    parts = [loss.detach(), torch.sum(torch.mul(policy, weight)).detach(), torch.sum(torch.mul(kl, weight)).detach(), torch.sum(torch.mul(ent, weight)).detach(), torch.sum(torch.mul(clipped, counted)), torch.sum(torch.mul(clipped_low, counted)), torch.sum(torch.mul(minus, counted)).detach(), torch.sum(torch.mul(ent, counted)).detach(), torch.sum(counted)]
    return (loss, torch.stack(parts), token)

  # Adds the gradient of one micro-batch to gs. ids, valid [B, T]; all others [B, T - start], for the tokens from `start` on.
  # weight holds what a token counts in the loss (0: not at all), so every way of averaging is a choice of weights.
  # numbers: start, padded, temperature, rows of logits at a time, reinforce (0: supervised), clip low, clip high, c, KL kind,
  # KL coefficient, entropy coefficient, shared (1: ids are responses to the owners' prompts, see predicting). Returns sums: loss, policy loss, KL, entropy (all weighted), then over counted tokens:
  # clipped, clipped below, -log ratio, entropy, tokens.
  def accumulate(self, ids: Tensor, valid: Tensor, weight: Tensor, advantage: Tensor, old: Tensor, reference: Tensor, numbers: Tensor, frequencies: Tensor, prompts: Tensor, prompts_valid: Tensor, owners: Tensor, ws: List[Tensor], gs: List[Tensor]) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    for i in range(len(ws)):
      ws[i].requires_grad_(True)
    start = int(numbers[0])
    temperature = float(numbers[2])
    chunk = int(numbers[3])
    learn_entropy = float(numbers[10]) != 0.
    b = ids.size(0)
    n = ids.size(1) - start
    rows = b * n
    shared = float(numbers[11]) != 0.
    h = self.predicting(ws, frequencies, ids, valid, float(numbers[1]) != 0., start, shared, prompts, prompts_valid, owners).reshape([rows, ${hidden}])
    fixed = h.detach()
    targets = torch.narrow(ids, 1, start, n).reshape([rows, 1])
    w = weight.reshape([rows])
    a = advantage.reshape([rows])
    o = old.reshape([rows])
    r = reference.reshape([rows])
    dh = torch.zeros_like(fixed)
    sums = torch.zeros([9], dtype=6, device=ids.device)
    i = 0
    while i < rows:
      m = min(chunk, rows - i)
      hc = torch.narrow(fixed, 0, i, m).detach()
      hc.requires_grad_(True)
      lp, ent, = self.distribution(self.head(ws, hc).to(6), torch.narrow(targets, 0, i, m), temperature, learn_entropy)
      loss, parts, token, = self.losses(lp, ent, torch.narrow(w, 0, i, m), torch.narrow(a, 0, i, m), torch.narrow(o, 0, i, m), torch.narrow(r, 0, i, m), numbers)
      got = torch.grad([loss], [hc, ws[${head_index}]])
      torch.copy_(torch.narrow(dh, 0, i, m), unchecked_cast(Tensor, got[0]))
      gs[${head_index}].add_(unchecked_cast(Tensor, got[1]))
      sums.add_(parts)
      i = i + m
    back = torch.grad([h], ws, annotate(List[Optional[Tensor]], [dh]), None, False, True)
    torch.set_grad_enabled(False)
    for i in range(len(ws)):
      g = back[i]
      if g is not None:
        gs[i].add_(unchecked_cast(Tensor, g))
    torch.set_grad_enabled(before)
    return sums

  # Clips the gathered gradients to a global norm (none if not above 0), takes one AdamW step and clears them. Returns the norm before.
  def step(self, ws: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor], steps: List[Tensor], max_norm: float, rate: float, beta1: float, beta2: float, decay: float, epsilon: float) -> Tensor:
    norm = torch.norm(torch.stack(torch._foreach_norm(gs)))
    if max_norm > 0.:
      torch._foreach_mul_(gs, torch.clamp_max(torch.div(max_norm, torch.add(norm, 1e-6)), 1.))
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(ws, gs, ms, vs, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
    torch._foreach_zero_(gs)
    return norm
