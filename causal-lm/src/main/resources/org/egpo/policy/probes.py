  # Single formulas of the program on given numbers, for looking at; only in a module made for that.

  # What one token is drawn from.
  def probe_sampling(self, logits: Tensor, temperature: float, top_k: int, top_p: float) -> Tensor:
    z = self.tempered(logits, temperature)
    return self.filtered(torch.softmax(z, -1), z, top_k, top_p)

  # Of one row of logits: log-probability of the token, entropy, then the derivatives of both with respect to the logits.
  def probe_distribution(self, logits: Tensor, token: Tensor, temperature: Tensor) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    x = torch.unsqueeze(logits, 0).detach()
    x.requires_grad_(True)
    lp, ent, = self.distribution(x, token, float(temperature[0]), True)
    by_lp = torch.grad([torch.sum(lp)], [x], None, True)
    by_ent = torch.grad([torch.sum(ent)], [x])
    torch.set_grad_enabled(before)
    return torch.cat([lp.detach(), ent.detach(), torch.squeeze(unchecked_cast(Tensor, by_lp[0]), 0), torch.squeeze(unchecked_cast(Tensor, by_ent[0]), 0)])

  # Of tokens [m]: the nine sums of accumulate, the loss of each, the derivative of the weighted loss by each log-probability.
  def probe_losses(self, lp: Tensor, weight: Tensor, advantage: Tensor, old: Tensor, reference: Tensor, numbers: Tensor) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    x = lp.detach()
    x.requires_grad_(True)
    loss, sums, token, = self.losses(x, torch.zeros_like(lp), weight, advantage, old, reference, numbers)
    by_lp = torch.grad([loss], [x])
    torch.set_grad_enabled(before)
    return torch.cat([sums, token.detach(), unchecked_cast(Tensor, by_lp[0])])
